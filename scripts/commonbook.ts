console.log('commonbook');
